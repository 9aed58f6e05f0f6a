// The project's own lint rules, as the plugin `shishi`.
import { noAmbientInput } from './no-ambient-input.mjs'
import { noEscapeFromTransaction } from './no-escape-from-transaction.mjs'

export default {
  meta: { name: 'shishi' },
  rules: {
    'no-ambient-input': noAmbientInput,
    'no-escape-from-transaction': noEscapeFromTransaction,
  },
}
