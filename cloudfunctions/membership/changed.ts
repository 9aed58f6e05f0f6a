import type { WriteContext } from '../shared/action'
import { refusal } from '../shared/refusal'
import type { FileDto } from './dto'
import { fileView, findSubject } from './file'

/** The file as it is after a change of this transaction. */
export async function changedFile(context: WriteContext, personId: string): Promise<FileDto> {
  const file = await fileView(context, await findSubject(context.tx, personId, context))
  if (!file) throw refusal('NOT_FOUND')
  return file
}
