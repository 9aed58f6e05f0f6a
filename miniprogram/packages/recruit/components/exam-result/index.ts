import type { ResultView } from '../../../../lib/examView'

/** How a paper came out: score, what is next, and each question with its explanation and source. */
Component({
  properties: {
    view: { type: Object, value: {} as ResultView },
  },
  data: { onlyWrong: true },
  methods: {
    toggle() {
      this.setData({ onlyWrong: !this.data.onlyWrong })
    },
  },
})
