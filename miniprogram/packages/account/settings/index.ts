import { chooseAppearance, chosenAppearance } from '../../../behaviors/appearance'
import { openPage } from '../../../api/ui'
import { DEFAULT_APPEARANCE, type AppearanceChoice } from '../../../lib/appearance'

const THEMES: { theme: AppearanceChoice['theme']; words: string }[] = [
  { theme: 'system', words: '跟随手机' },
  { theme: 'light', words: '浅色' },
  { theme: 'dark', words: '深色' },
]

Component({
  data: { themes: THEMES, ...DEFAULT_APPEARANCE },
  lifetimes: {
    attached() {
      this.setData(chosenAppearance())
    },
  },
  methods: {
    changeLarge(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      this.choose({ large: event.detail.value })
    },
    changeTheme(event: WechatMiniprogram.TouchEvent<object, object, { theme: AppearanceChoice['theme'] }>) {
      this.choose({ theme: event.currentTarget.dataset.theme })
    },
    openData() {
      openPage('/packages/account/data/index')
    },
    choose(change: Partial<AppearanceChoice>) {
      const choice = { ...chosenAppearance(), ...change }
      this.setData(choice)
      chooseAppearance(choice)
    },
  },
})
