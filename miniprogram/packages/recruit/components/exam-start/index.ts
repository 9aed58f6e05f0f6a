import type { StartView } from '../../../../lib/examView'

/** What to know before the exam. */
Component({
  properties: {
    view: { type: Object, value: { rules: [] as string[] } as StartView },
  },
})
