import * as cloudbase from '@cloudbase/node-sdk'
import { log, stackOf } from './log'
import { FileId } from './payload'

/** How long a link to a file works, in seconds: long enough to look at it, too short to pass around. */
const LINK_SECONDS = 3600

/**
 * Links to files that clients may not read by themselves (the storage rules deny it), in the order of the ids.
 * A file that is gone, or not of this environment, has no link and is left out.
 */
export async function temporaryUrls(fileIds: readonly string[]): Promise<string[]> {
  // One by one: the platform refuses a whole batch for one bad id.
  const urls = await Promise.all(fileIds.map(temporaryUrl))
  return urls.filter((url) => url !== '')
}

async function temporaryUrl(fileID: string): Promise<string> {
  try {
    const app = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV })
    const { fileList } = await app.getTempFileURL({ fileList: [{ fileID, maxAge: LINK_SECONDS }] })
    return fileList[0]?.tempFileURL ?? ''
  } catch (error) {
    log({ level: 'warn', event: 'files', stack: stackOf(error) })
    return ''
  }
}

/** Whether a file lies in a person's own folder: anybody else's would give away what is not theirs. */
export function isOwnFile(fileId: string, personId: string): boolean {
  return FileId.safeParse(fileId).success && fileId.includes(`/uploads/${personId}/`)
}

/** Removes files for good; those that are gone already are no failure. */
export async function removeFiles(fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  const app = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV })
  await app.deleteFile({ fileList: [...fileIds] })
}
