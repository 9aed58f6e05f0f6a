import type { HelpDto } from '../../../../../cloudfunctions/help/dto'
import { explain } from '../../../../api/client'
import { acceptHelp, arriveAtHelp, cancelHelp, handBackHelp, resolveHelp } from '../../../../api/help'
import { CANCEL_REASONS, HAND_BACK_REASONS, OUTCOMES } from '../../../../lib/labels'
import { NO_HELP_ASK, type HelpAsk } from '../../../../lib/helpView'
import { Intentions } from '../../../../lib/keys'
import { perInstance } from '../../../../lib/perInstance'

type ReasonEvent = WechatMiniprogram.CustomEvent<{ reason: string }>

const CANCEL_START: { cancelReason: 'safe' | 'mistake' | 'other' } = { cancelReason: 'safe' }

const intentions = perInstance(() => new Intentions())

/**
 * Moves a request on: asks first, says a refusal in words. Events: `done` with the request as it is now, `refused`,
 * `leave`.
 */
Component({
  properties: { ask: { type: Object, value: NO_HELP_ASK } },
  data: {
    step: '',
    words: '',
    busy: false,
    refusal: '',
    outcomes: OUTCOMES,
    handBackReasons: HAND_BACK_REASONS,
    cancelReasons: CANCEL_REASONS,
    ...CANCEL_START,
    cancelWords: '会告诉正在赶来的人不用来了。',
    cancelConfirm: '我安全了',
  },
  observers: {
    ask(ask: HelpAsk) {
      if (ask.kind === 'none') {
        // A refusal is read to its end; a question whose request is over is not asked any more.
        if (this.data.step !== 'refused') this.setData({ step: '' })
      } else {
        this.setData({
          step: ask.kind,
          words: ask.words,
          busy: false,
          cancelReason: 'safe',
          cancelConfirm: '我安全了',
        })
      }
    },
  },
  methods: {
    accept() {
      void this.perform('accept', '', acceptHelp)
    },
    arrive() {
      void this.perform('arrive', '', arriveAtHelp)
    },
    resolve(event: ReasonEvent) {
      const { reason } = event.detail
      void this.perform('resolve', reason, (id, key) => resolveHelp(id, reason, key))
    },
    handBack(event: ReasonEvent) {
      const { reason } = event.detail
      void this.perform('handBack', reason, (id, key) => handBackHelp(id, reason, key))
    },
    pickCancel(
      event: WechatMiniprogram.TouchEvent<object, object, { reason: 'safe' | 'mistake' | 'other' }>,
    ) {
      const { reason } = event.currentTarget.dataset
      const words = CANCEL_REASONS.find((each) => each.reason === reason)?.words ?? ''
      this.setData({ cancelReason: reason, cancelConfirm: words })
    },
    cancel() {
      const reason = this.data.cancelReason
      void this.perform('cancel', reason, (id, key) => cancelHelp(id, reason, key))
    },
    async perform(
      move: string,
      said: string,
      run: (id: string, key: string) => Promise<HelpDto>,
    ): Promise<void> {
      const { ask, busy } = this.data
      if (ask.kind === 'none' || busy) return
      const intention = [move, ask.id, said]
      this.setData({ busy: true })
      try {
        const help = await run(ask.id, intentions(this).key(intention))
        intentions(this).done(intention)
        this.setData({ step: '', busy: false })
        this.triggerEvent('done', { help })
        this.triggerEvent('leave')
      } catch (error) {
        this.setData({ step: 'refused', refusal: explain(error).text, busy: false })
        this.triggerEvent('refused')
      }
    },
    leave() {
      if (this.data.busy) return
      this.setData({ step: '' })
      this.triggerEvent('leave')
    },
  },
})
