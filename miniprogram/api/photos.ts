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

/** Uploads a photo and answers its file id; the name says nothing about the person. */
export async function uploadPhoto(filePath: string): Promise<string> {
  const cloudPath = `uploads/${newRequestKey()}.jpg`
  return (await wx.cloud.uploadFile({ cloudPath, filePath })).fileID
}
