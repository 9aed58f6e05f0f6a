import { createReadStream, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ENV, startCloud, type TestCloud } from './cloud'
import { LINES, refusal, type Sdk } from './lines'
import { signedCall } from './signed'

const store = { execute: () => Promise.reject(new Error('not used')) }
let dir: string
let cloud: TestCloud

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'endpoint-files-'))
  cloud = await startCloud({ store, filesDir: path.join(dir, 'files'), limits: { uploadBytes: 200_000 } })
})
afterAll(async () => {
  await cloud.close()
  await rm(dir, { recursive: true })
})
beforeEach(() => (cloud.shift.ms = 0))

async function linkTo(sdk: Sdk, fileID: string, maxAge = 60): Promise<string> {
  const { fileList } = await sdk.getTempFileURL({ fileList: [{ fileID, maxAge }] })
  return fileList[0]?.tempFileURL ?? ''
}

describe.each(LINES)('storage of $name', (line) => {
  const folder = line.name.replace('@cloudbase/', '')

  it('uploads, links, downloads and deletes a file with a Chinese name', async () => {
    const sdk = line.open(ENV)
    const content = Buffer.from([0, 1, 2, 255, 10, 13, 0])
    const { fileID } = await sdk.uploadFile({
      cloudPath: `uploads/${folder}/现场 照片.png`,
      fileContent: content,
    })
    expect(fileID).toBe(`cloud://${ENV}.6c6f-${ENV}-1250000000/uploads/${folder}/现场 照片.png`)

    const answer = await fetch(await linkTo(sdk, fileID))
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content)
    expect((await sdk.downloadFile({ fileID })).fileContent).toEqual(content)

    const { fileList } = await sdk.deleteFile({ fileList: [fileID] })
    expect(fileList).toHaveLength(1)
    expect(fileList[0]?.code ?? fileList[0]?.status).toBe(line.isWx ? 0 : 'SUCCESS')
    expect((await fetch(answer.url)).status).toBe(404)
  })

  it('uploads a stream, and replaces a file of the same path', async () => {
    const sdk = line.open(ENV)
    const source = path.join(dir, `${folder}.txt`)
    writeFileSync(source, 'x'.repeat(150_000))
    const cloudPath = `uploads/${folder}/stream.txt`
    const first = await sdk.uploadFile({ cloudPath, fileContent: createReadStream(source) })
    expect((await sdk.downloadFile(first)).fileContent).toHaveLength(150_000)
    const second = await sdk.uploadFile({ cloudPath, fileContent: Buffer.from('new') })
    expect(second.fileID).toBe(first.fileID)
    expect((await sdk.downloadFile(first)).fileContent.toString()).toBe('new')
  })

  it('says which files are not there', async () => {
    const sdk = line.open(ENV)
    const fileID = missing(folder)
    const links = await sdk.getTempFileURL({ fileList: [fileID] })
    expect(links.fileList[0]?.code ?? links.fileList[0]?.status).toBe(
      line.isWx ? -503003 : 'STORAGE_FILE_NONEXIST',
    )
    const deleted = await sdk.deleteFile({ fileList: [fileID] })
    expect(deleted.fileList[0]?.code ?? deleted.fileList[0]?.status).toBe(
      line.isWx ? -503003 : 'STORAGE_FILE_NONEXIST',
    )
    expect(await refusal(sdk.downloadFile({ fileID }))).toMatch(/-503003|STORAGE_FILE_NONEXIST/)
  })

  it('refuses paths that leave the bucket, and files over the limit', async () => {
    const sdk = line.open(ENV)
    for (const cloudPath of ['../x.png', '/x.png', 'a/../../x', 'a\u0000b', '%2e%2e/x']) {
      const upload = sdk.uploadFile({ cloudPath, fileContent: Buffer.from('x') })
      // The 2.6 and 3.0 lines read the refusal as if it were an upload address and fail on that.
      expect(await refusal(upload)).toMatch(/cloudPath|reading 'url'/)
    }
    const cloudPath = `uploads/${folder}/big.bin`
    const tooBig = sdk.uploadFile({ cloudPath, fileContent: Buffer.alloc(200_001) })
    expect(await refusal(tooBig)).toMatch(/larger than 200000 bytes/)
    expect(cloud.endpoint.storage.files.find(cloudPath)).toBeUndefined()
  })
})

function missing(folder: string): string {
  return `cloud://${ENV}.6c6f-${ENV}-1250000000/uploads/${folder}/none.png`
}

describe('temporary links', () => {
  beforeEach(() => (cloud.shift.frozen = Date.now()))
  afterEach(() => delete cloud.shift.frozen)

  it('expire by the injected clock', async () => {
    const { fileID } = await cloud.endpoint.storage.upload('uploads/a.txt', Buffer.from('a'))
    const url = cloud.endpoint.storage.temporaryUrls([{ fileID, maxAge: 60 }])[0]?.tempFileURL ?? ''
    expect((await fetch(url)).status).toBe(200)
    cloud.shift.ms = 58_000
    expect((await fetch(url)).status).toBe(200)
    cloud.shift.ms = 61_000
    const late = await fetch(url)
    expect(late.status).toBe(403)
    expect(await late.text()).toContain('<Code>AccessDenied</Code>')
  })

  it('open one file only, and only until the moment they were made for', async () => {
    const { storage } = cloud.endpoint
    const a = await storage.upload('uploads/a.txt', Buffer.from('a'))
    await storage.upload('uploads/b.txt', Buffer.from('b'))
    const url = new URL(storage.temporaryUrls([{ ...a, maxAge: 60 }])[0]?.tempFileURL ?? '')
    const later = new URL(url)
    later.searchParams.set('t', String(Number(url.searchParams.get('t')) + 1))
    const other = new URL(url)
    other.pathname = '/files/uploads/b.txt'
    const bare = new URL(url)
    bare.search = ''
    for (const forged of [later, other, bare]) {
      const answer = await fetch(forged)
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('SignatureDoesNotMatch')
    }
    const put = await fetch(url, { method: 'PUT', body: 'overwritten' })
    expect(put.status).toBe(403)
    expect(await (await fetch(url)).text()).toBe('a')
  })

  it('answer HEAD with size and type, and never let a file run in a page', async () => {
    const { storage } = cloud.endpoint
    const { fileID } = await storage.upload('uploads/x.html', Buffer.from('<script>1</script>'))
    const url = storage.temporaryUrls([{ fileID, encoded: true }])[0]?.tempFileURL ?? ''
    const head = await fetch(url, { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe('18')
    expect(head.headers.get('content-type')).toBe('application/octet-stream')
    expect(head.headers.get('content-security-policy')).toContain('sandbox')
    expect(head.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('an upload authorization is for one path and fifteen minutes', async () => {
    const { data } = await signedCall(cloud.url, {
      action: 'storage.getUploadMetadata',
      path: 'uploads/c.txt',
      method: 'put',
    })
    const meta = (name: string): string => String(Reflect.get(Object(data), name))
    const headers = { authorization: meta('authorization'), 'x-cos-security-token': meta('token') }
    const put = (url: string, extra: object = {}) =>
      fetch(url, { method: 'PUT', headers: { ...headers, ...extra }, body: 'c' })
    expect((await put(`${cloud.url}/files/uploads/d.txt`)).status).toBe(403)
    expect((await put(meta('url'), { 'x-cos-security-token': 'x' })).status).toBe(403)
    cloud.shift.ms = 901_000
    expect((await put(meta('url'))).status).toBe(403)
    cloud.shift.ms = 0
    expect((await put(meta('url'))).status).toBe(200)
  })
})

describe('storage actions', () => {
  it.each([
    [{ action: 'storage.batchGetDownloadUrl', file_list: 'x' }, 'INVALID_PARAM'],
    [{ action: 'storage.batchGetDownloadUrl', file_list: [{ fileid: 5 }] }, 'INVALID_PARAM'],
    [{ action: 'storage.batchGetDownloadUrl', file_list: [null] }, 'INVALID_PARAM'],
    [
      { action: 'storage.batchGetDownloadUrl', file_list: [{ fileid: missing('a'), max_age: -1 }] },
      'INVALID_PARAM',
    ],
    [
      { action: 'storage.batchGetDownloadUrl', file_list: [{ fileid: missing('a'), url_type: 'X' }] },
      'INVALID_PARAM',
    ],
    [
      { action: 'storage.batchGetDownloadUrl', file_list: [{ fileid: 'cloud://other.bucket/a.png' }] },
      'INVALID_PARAM',
    ],
    [{ action: 'storage.batchDeleteFile', fileid_list: Array(51).fill(missing('a')) }, 'INVALID_PARAM'],
    [{ action: 'storage.batchDeleteFile' }, 'INVALID_PARAM'],
    [{ action: 'storage.getUploadMetadata', path: 'a', method: 'delete' }, 'INVALID_PARAM'],
    [{ action: 'storage.batchCopyFile', file_list: [] }, 'INVALID_ACTION'],
    [{ action: 'storage.getFileAuthority', fileList: [] }, 'INVALID_ACTION'],
  ])('refuses %j', async (params, code) => {
    const reply = await signedCall(cloud.url, params)
    expect(reply.code).toBe(code)
    if (code === 'INVALID_ACTION') expect(reply.message).toContain(params.action)
  })
})

describe('files on disk', () => {
  it('survive a restart under names that give nothing away, and sweep what a killed upload left', async () => {
    const filesDir = path.join(dir, 'kept')
    const before = await startCloud({ store, filesDir })
    const { fileID } = await before.endpoint.storage.upload('uploads/名单.txt', Buffer.from('content'))
    const gone = await before.endpoint.storage.upload('uploads/gone.txt', Buffer.from('x'))
    before.endpoint.storage.remove([gone.fileID])
    await before.close()
    writeFileSync(path.join(filesDir, 'half.bin.part'), 'half')
    writeFileSync(path.join(filesDir, 'orphan.bin'), 'orphan')

    const after = await startCloud({ store, filesDir })
    const url = after.endpoint.storage.temporaryUrls([{ fileID }])[0]?.tempFileURL ?? ''
    expect(await (await fetch(encodeURI(url))).text()).toBe('content')
    expect(after.endpoint.storage.temporaryUrls([gone])[0]?.code).toBe('STORAGE_FILE_NONEXIST')
    const names = await readdir(filesDir)
    expect(names).toHaveLength(2)
    expect(names.join()).toMatch(/^[0-9a-f]{64}\.[0-9a-f-]{36}\.bin,[0-9a-f]{64}\.json$/)
    await after.close()
  })

  it('a damaged index is a clear error, not a silent loss', async () => {
    const filesDir = path.join(dir, 'damaged')
    await (await startCloud({ store, filesDir })).close()
    writeFileSync(path.join(filesDir, `${'0'.repeat(64)}.json`), '{"path":')
    await expect(startCloud({ store, filesDir })).rejects.toThrow(/file index is damaged/)
  })
})
