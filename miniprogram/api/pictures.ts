const DATA_URL = /^data:image\/png;base64,/

/** Writes a picture given as a data URL into a file that WeChat can show and save; its path. */
export function pictureFile(dataUrl: string, name: string): Promise<string> {
  const filePath = `${wx.env.USER_DATA_PATH}/${name}.png`
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().writeFile({
      filePath,
      data: dataUrl.replace(DATA_URL, ''),
      encoding: 'base64',
      success: () => resolve(filePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

/** Saves a picture into the album: false when the person does not allow it or the phone cannot. */
export async function saveToAlbum(filePath: string): Promise<boolean> {
  try {
    await wx.saveImageToPhotosAlbum({ filePath })
    return true
  } catch {
    return false
  }
}
