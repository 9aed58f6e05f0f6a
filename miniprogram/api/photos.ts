import type { MeDto } from '../../cloudfunctions/account/dto'
import { getMe } from './account'
import { pageCache } from './cache'
import { newRequestKey } from '../lib/keys'

/** Lets the person take or choose photos; an empty list when they leave it. */
export async function choosePhotos(count: number): Promise<string[]> {
  try {
    const { tempFiles } = await wx.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] })
    return tempFiles.map((file) => file.tempFilePath)
  } catch {
    return []
  }
}

/** Uploads a photo into the caller's own folder, from which only their own requests may show it; answers its file id. */
export async function uploadPhoto(filePath: string): Promise<string> {
  const me = pageCache<MeDto>('me').load()?.value ?? (await getMe())
  const cloudPath = `uploads/${me.id}/${newRequestKey()}.jpg`
  return (await wx.cloud.uploadFile({ cloudPath, filePath })).fileID
}
