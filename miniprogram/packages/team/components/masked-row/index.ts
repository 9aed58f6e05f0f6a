import { dial } from '../../../../api/ui'
import type { MaskedView } from '../../../../lib/reviewView'

/** A number that is masked until someone says why they need it (S-21). Event: `ask` with `{field}`. */
Component({
  properties: {
    row: { type: Object, value: {} as MaskedView },
    /** The caller may see it in full. */
    may: Boolean,
  },
  methods: {
    ask() {
      this.triggerEvent('ask', { field: this.data.row.field })
    },
    call() {
      dial(this.data.row.value)
    },
  },
})
