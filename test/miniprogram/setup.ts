// What miniprogram-simulate leaves out of WeChat's globals: App, Page, getApp and wx.cloud.
import 'miniprogram-simulate'

let app: object = {}

/** Every call fails until a test says what the cloud answers. */
const cloud = {
  init: () => undefined,
  callFunction: ({ name }: { name: string }) =>
    Promise.reject(new Error(`the test prepared no answer of the function ${name}`)),
  uploadFile: () => Promise.reject(new Error('the test prepared no upload')),
  getTempFileURL: () => Promise.reject(new Error('the test prepared no file address')),
}

Object.assign(globalThis, {
  App: (definition: object) => {
    app = definition
  },
  Page: () => {
    throw new Error('pages are written with Component()')
  },
  getApp: () => app,
  getCurrentPages: () => [],
})
Object.assign(wx, { cloud })
