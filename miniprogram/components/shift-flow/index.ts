import type { ShiftDetailDto } from '../../../cloudfunctions/shifts/dto'
import { explain } from '../../api/client'
import { claimShift, releaseShift } from '../../api/shifts'
import { askConsent } from '../../api/subscribe'
import { Intentions } from '../../lib/keys'
import { RELEASE_REASONS } from '../../lib/labels'
import { perInstance } from '../../lib/perInstance'
import { NO_SHIFT_ASK, type ShiftAsk } from '../../lib/shiftView'

const intentions = perInstance(() => new Intentions())

/**
 * Claims or releases a shift: asks first, says what came of it, offers the reminder or the way back. Events: `done`
 * with the shift as it is now, `refused` with `{id, message}`, `leave`.
 */
Component({
  properties: {
    ask: { type: Object, value: NO_SHIFT_ASK },
    /** Template of the shift reminder. */
    templates: { type: Object, value: { help: '', shift: '', notice: '' } },
  },
  data: {
    step: '',
    words: '',
    busy: false,
    refusedTitle: '',
    refusal: '',
    reasons: RELEASE_REASONS,
  },
  observers: {
    ask(ask: ShiftAsk) {
      if (ask.kind !== 'none') this.setData({ step: ask.kind, words: ask.words, busy: false })
    },
  },
  methods: {
    claim() {
      void this.perform('claimed', '没有报上', (id, key) => claimShift(id, key))
    },
    claimAgain(event: WechatMiniprogram.CustomEvent<{ outside: boolean }>) {
      if (event.detail.outside) this.leave()
      else void this.perform('claimed', '没有报上', (id, key) => claimShift(id, key))
    },
    release(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      const { reason } = event.detail
      void this.perform('released', '没有退成', (id, key) => releaseShift(id, reason, key))
    },
    async perform(
      done: 'claimed' | 'released',
      failed: string,
      run: (id: string, key: string) => Promise<ShiftDetailDto>,
    ): Promise<void> {
      const { ask, busy } = this.data
      if (ask.kind === 'none' || busy) return
      const intention = [done, ask.id]
      this.setData({ busy: true })
      try {
        const shift = await run(ask.id, intentions(this).key(intention))
        intentions(this).done(intention)
        this.setData({ step: done, busy: false })
        this.triggerEvent('done', { shift })
      } catch (error) {
        const message = explain(error).text
        this.setData({ step: 'refused', refusedTitle: failed, refusal: message, busy: false })
        this.triggerEvent('refused', { id: ask.id, message })
      }
    },
    remind() {
      void askConsent(this.data.templates, 'shift').then(() => this.leave())
    },
    leave() {
      if (this.data.busy) return
      this.setData({ step: '' })
      this.triggerEvent('leave')
    },
  },
})
