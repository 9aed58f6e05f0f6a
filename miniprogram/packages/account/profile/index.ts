import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { Point } from '../../../../cloudfunctions/shared/values'
import { getMe, saveProfile, type Profile } from '../../../api/account'
import { explain } from '../../../api/client'
import { FRAME_START, livePage } from '../../../api/livePage'
import { pickPlace } from '../../../api/position'
import { Intentions } from '../../../lib/keys'
import { isPhone } from '../../../lib/mask'
import { perInstance } from '../../../lib/perInstance'
import { goBack, say } from '../../../api/ui'

const kept = perInstance(() => ({
  intentions: new Intentions(),
  me: null as MeDto | null,
  point: null as Point | null,
}))

const live = livePage<WechatMiniprogram.Component.TrivialInstance, MeDto>({
  read: () => getMe(),
  show(page, me) {
    const own = kept(page)
    own.me = me
    own.point = me.home?.point ?? null
    const at = me.township.villages.findIndex(({ id }) => id === me.village?.id)
    page.setData({
      name: me.name,
      nameFixed: me.volunteer !== null,
      villageNames: ['还没有选', ...me.township.villages.map(({ name }) => name)],
      villageIndex: at + 1,
      homeText: me.home?.text ?? '',
      hasPoint: own.point !== null,
      phoneMasked: me.phoneMasked ?? '',
      phone: '',
    })
  },
})

Component({
  data: {
    frame: FRAME_START,
    name: '',
    nameFixed: false,
    villageNames: ['还没有选'],
    villageIndex: 0,
    homeText: '',
    hasPoint: false,
    phone: '',
    phoneMasked: '',
    removing: false,
    busy: false,
    problem: '',
  },
  lifetimes: {
    attached() {
      // Once only: coming back from the map must not undo what was typed.
      void live(this).refresh()
    },
  },
  methods: {
    reload() {
      void live(this).refresh()
    },
    typeName(event: WechatMiniprogram.Input) {
      this.setData({ name: event.detail.value })
    },
    typeHome(event: WechatMiniprogram.Input) {
      this.setData({ homeText: event.detail.value })
    },
    typePhone(event: WechatMiniprogram.Input) {
      this.setData({ phone: event.detail.value })
    },
    changeVillage(event: WechatMiniprogram.PickerChange) {
      this.setData({ villageIndex: Number(event.detail.value) })
    },
    async choosePlace() {
      const place = await pickPlace()
      if (!place) return
      kept(this).point = place.point
      this.setData({ hasPoint: place.point !== null, homeText: this.data.homeText || place.text })
    },
    clearHome() {
      kept(this).point = null
      this.setData({ homeText: '', hasPoint: false })
    },
    /** Only what has changed. */
    changes(me: MeDto): Profile {
      const { name, nameFixed, villageIndex, homeText, phone } = this.data
      const { point } = kept(this)
      const text = homeText.trim()
      const home = text === '' && point === null ? null : { text, point }
      const villageId = me.township.villages[villageIndex - 1]?.id ?? null
      return {
        ...(nameFixed || name.trim() === '' || name.trim() === me.name ? {} : { name: name.trim() }),
        ...(villageId === (me.village?.id ?? null) ? {} : { villageId }),
        ...(JSON.stringify(home) === JSON.stringify(me.home) ? {} : { home }),
        ...(phone === '' ? {} : { phone }),
      }
    },
    async save() {
      const { me } = kept(this)
      if (!me || this.data.busy) return
      if (this.data.phone !== '' && !isPhone(this.data.phone)) {
        this.setData({ problem: '电话号码好像不对，请再看看。' })
        return
      }
      const changes = this.changes(me)
      if (Object.keys(changes).length === 0) {
        goBack()
        return
      }
      if (await this.send(changes)) {
        say('存好了')
        goBack()
      }
    },
    askRemovePhone() {
      this.setData({ removing: true })
    },
    keepPhone() {
      this.setData({ removing: false })
    },
    async removePhone() {
      const removed = await this.send({ phone: null })
      this.setData({ removing: false, ...(removed ? { phoneMasked: '' } : {}) })
    },
    async send(profile: Profile): Promise<boolean> {
      const { intentions } = kept(this)
      this.setData({ busy: true })
      try {
        await saveProfile(profile, intentions.key(profile))
        intentions.done(profile)
        return true
      } catch (error) {
        this.setData({ problem: explain(error).text })
        return false
      } finally {
        this.setData({ busy: false })
      }
    },
    closeProblem() {
      this.setData({ problem: '' })
    },
  },
})
