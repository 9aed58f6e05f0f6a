import type { QuestionView } from '../../../../lib/examView'

/** One question of the exam with large options. Event: `choose` with `{index}`. */
Component({
  properties: {
    question: { type: Object, value: { options: [] as QuestionView['options'] } as QuestionView },
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent<object, object, { index: number }>) {
      this.triggerEvent('choose', { index: event.currentTarget.dataset.index })
    },
  },
})
