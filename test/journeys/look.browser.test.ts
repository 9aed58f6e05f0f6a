import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Demo } from '../support/phone'

// SCREENSHOTS=1 also renews the pictures of the README.
const PICTURES = path.join(__dirname, 'screenshots')
const PICTURED = new Set([
  'home-light',
  'shifts-light',
  'watch-light',
  'home-dark',
  'detail-dark',
  'home-large',
  'apply-light',
  'way-light',
  'queue-light',
  'certificate-light',
])
const LOOKS = { light: {}, dark: { theme: 'dark' }, large: { font: '1.3' } } as const

let demo: Demo
let helpId = ''

beforeAll(async () => {
  demo = await Demo.start('2026-11-25T19:10:00+08:00')
  const asked = await demo.call('demo-villager-01', 'help', 'create', {
    kind: 'missing',
    forWhom: '奶奶',
    note: '穿蓝色棉袄，拄拐杖',
    requestKey: 'the-help-of-the-look',
  })
  if (asked.ok) helpId = (asked.data as { id: string }).id
  const key = { helpId, requestKey: 'the-help-is-accepted' }
  await demo.call('demo-volunteer-shishi-01', 'help', 'accept', key)
})

afterEach(() => demo.hangUp())
afterAll(() => demo.stop())

const PAGES: [name: string, openid: string, page: () => string, words: string][] = [
  ['home', 'demo-volunteer-shishi-01', () => 'pages/home/index', '我要求助'],
  ['home-villager', 'demo-villager-03', () => 'pages/home/index', '我要求助'],
  ['shifts', 'demo-volunteer-jingxi-01', () => 'pages/shifts/index', '只看我的班'],
  ['me', 'demo-volunteer-shishi-01', () => 'pages/me/index', '关怀模式'],
  ['send', 'demo-villager-01', () => 'packages/help/send/index', '出了什么事？'],
  ['detail', 'demo-villager-01', () => `packages/help/detail/index?id=${helpId}`, '我安全了'],
  ['nearby', 'demo-volunteer-shishi-01', () => 'packages/help/nearby/index', '有人走失'],
  ['watch', 'demo-office-1', () => 'packages/help/watch/index', '进行中'],
  ['mine', 'demo-villager-01', () => 'packages/help/mine/index', '有人走失'],
  ['profile', 'demo-villager-01', () => 'packages/account/profile/index', '姓名'],
  ['inbox', 'demo-villager-01', () => 'packages/account/inbox/index', '正在赶来'],
  ['settings', 'demo-villager-01', () => 'packages/account/settings/index', '关怀模式'],
  ['staff', 'demo-office-1', () => 'packages/team/staff/index', '领导小组'],
  ['invite', 'demo-office-1', () => 'packages/team/invite/index', '担任什么'],
  ['leads', 'demo-office-1', () => 'packages/team/leads/index?team=team-jingxi', '荆溪村队'],
  ['notice', 'demo-tourist-01', () => 'packages/recruit/notice/index', '高塘村'],
  ['apply', 'demo-villager-03', () => 'packages/recruit/apply/index', '我看明白了，同意'],
  ['way', 'demo-applicant-05', () => 'packages/recruit/mine/index', '一步一步来'],
  ['training', 'demo-applicant-05', () => 'packages/recruit/training/index', '我的课时'],
  ['exam', 'demo-applicant-06', () => 'packages/recruit/exam/index', '去看培训场次'],
  ['certificate', 'demo-volunteer-jingxi-01', () => 'packages/recruit/certificate/index', '有效'],
  ['verify', 'demo-tourist-01', () => 'packages/recruit/verify/index', '扫队员证'],
  ['verify-unknown', 'demo-tourist-01', () => 'packages/recruit/verify/index?c=forged', '查不到'],
  ['recommend', 'demo-villager-03', () => 'packages/recruit/recommend/index', '推荐他'],
  ['data', 'demo-villager-01', () => 'packages/account/data/index', '导出我的数据'],
  ['queue', 'demo-reviewer-gaotang', () => 'packages/team/queue/index', '选几个一起通过'],
  ['board', 'demo-office-1', () => 'packages/team/board/index', '高塘村'],
  ['members', 'demo-captain-jingxi', () => 'packages/team/members/index', '全部'],
  ['file', 'demo-volunteer-jingxi-01', () => 'packages/team/file/index', '意外保险'],
  ['sessions', 'demo-trainer', () => 'packages/team/sessions/index', '新排一场'],
  ['practice', 'demo-trainer', () => 'packages/team/practice/index', '实操'],
  ['about', 'demo-tourist-01', () => 'packages/account/about/index', '罚款、没收'],
]

describe.each(Object.keys(LOOKS) as (keyof typeof LOOKS)[])('%s', (look) => {
  it.each(PAGES)(
    '%s fits the screen, and what can be tapped is large enough to tap',
    async (name, openid, page, words) => {
      const phone = await demo.phone(openid, page(), LOOKS[look])
      const problems: string[] = []
      phone.tab.on('pageerror', (error) => problems.push(error.message))
      await phone.reads(words)
      await phone.tab.evaluate(() => document.fonts.ready)
      const measured = await phone.tab.evaluate(() => {
        const small: string[] = []
        const wide: string[] = []
        for (const element of document.querySelectorAll<HTMLElement>(
          '[role="button"],[role="radio"],[role="switch"]',
        )) {
          const box = element.getBoundingClientRect()
          if (box.width === 0 || box.height === 0 || element.closest('[aria-hidden="true"]')) continue
          const label = `${element.getAttribute('aria-label') ?? element.innerText} ${Math.round(box.width)}×${Math.round(box.height)}`
          if (Math.min(box.height, box.width) < 44) small.push(label)
          if (box.left < -1 || box.right > window.innerWidth + 1) wide.push(label)
        }
        return { small, wide, scroll: document.documentElement.scrollWidth, width: window.innerWidth }
      })
      expect(problems).toEqual([])
      expect(measured.scroll).toBeLessThanOrEqual(measured.width)
      expect(measured.wide).toEqual([])
      expect(measured.small).toEqual([])
      if (process.env['SCREENSHOTS'] && PICTURED.has(`${name}-${look}`)) {
        mkdirSync(PICTURES, { recursive: true })
        await phone.tab.screenshot({ path: path.join(PICTURES, `${name}-${look}.png`) })
      }
    },
  )
})
