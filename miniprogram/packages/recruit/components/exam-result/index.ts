import type { ResultView } from '../../../../lib/examView'

/** How a paper came out: score, what is next, and each question with its explanation and source. */
Component({
  properties: {
    view: { type: Object, value: { questions: [] as ResultView['questions'] } as ResultView },
  },
  data: { onlyWrong: true },
  methods: {
    toggle() {
      this.setData({ onlyWrong: !this.data.onlyWrong })
    },
  },
})
