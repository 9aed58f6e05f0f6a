import * as cloudbase from '@cloudbase/node-sdk'
import { log } from './log'

/** How long a link to a file works, in seconds: long enough to look at it, too short to pass around. */
const LINK_SECONDS = 3600

/**
 * Links to files that clients may not read by themselves (the storage rules deny it), in the order of the ids.
 * A file that is gone has no link and is left out.
 */
export async function temporaryUrls(fileIds: readonly string[]): Promise<string[]> {
  if (fileIds.length === 0) return []
  const app = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV })
  const { fileList } = await app.getTempFileURL({
    fileList: fileIds.map((fileID) => ({ fileID, maxAge: LINK_SECONDS })),
  })
  const urls = fileList.map((each) => each.tempFileURL).filter((url) => typeof url === 'string' && url !== '')
  if (urls.length < fileIds.length)
    log({ level: 'warn', event: 'files', count: fileIds.length - urls.length })
  return urls
}
