import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { exportOf, type ExportFile } from '../export'

/** All that is kept of the caller, in clear text, as JSON texts (PIPL article 45). */
export const exportData = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run(context): Promise<{ files: ExportFile[] }> {
    return { files: await exportOf(context) }
  },
})
