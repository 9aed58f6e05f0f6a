import { clockIsMovable, moveClock } from './clock'
import { el } from './dom'
import { pageStack } from './router'
import { previewParam, session, type Person } from './session'
import { forgetPosition } from './wx/location'

/** Builds the bar beside the phone: who one is, theme, font, network, clock. */
export function startBar(people: Person[]): void {
  const bar = document.getElementById('bar')
  if (!bar) return
  if (previewParam('bar') === '0') {
    bar.remove()
    return
  }
  const handle = el('button', {
    class: 'pv-bar-handle',
    'aria-label': '预览设置',
    'aria-expanded': 'false',
    click: () => {
      const open = bar.classList.toggle('pv-open')
      handle.setAttribute('aria-expanded', String(open))
    },
  })
  const body = el('div', { class: 'pv-bar-body' }, [
    labelled('身份', personChoice(people)),
    el('div', { class: 'pv-bar-row' }, [
      toggle('深色', session.theme === 'dark', (on) => session.setTheme(on ? 'dark' : 'light')),
      toggle('大字', session.fontScale > 1, (on) => session.restart({ font: on ? '1.3' : '1' })),
      toggle('离线', session.offline, (on) => session.setOffline(on)),
    ]),
    el('div', { class: 'pv-bar-row' }, [
      el('button', { click: () => pageStack().at(-1)?.pullDown() }, ['下拉刷新']),
      el('button', { click: () => forgetPosition() }, ['换位置']),
    ]),
    clockIsMovable() ? clockButtons() : null,
  ])
  bar.append(handle, body)
}

function labelled(label: string, control: HTMLElement): HTMLElement {
  return el('label', { class: 'pv-bar-label' }, [el('span', {}, [label]), control])
}

function personChoice(people: Person[]): HTMLElement {
  const select = el('select', { 'aria-label': '身份' })
  const roles = new Map<string, Person[]>()
  for (const person of people) {
    // Someone with several roles stands under the highest, which is named first.
    const [role = ''] = person.role.split('、')
    roles.set(role, [...(roles.get(role) ?? []), person])
  }
  for (const [role, members] of roles) {
    const options = members.map((person) => {
      const village = person.village === '' ? '' : ` · ${person.village}`
      return el('option', { value: person.openid, selected: person.openid === session.openid }, [
        `${person.name || person.openid}${village}`,
      ])
    })
    select.append(el('optgroup', { label: role }, options))
  }
  const known = people.some((person) => person.openid === session.openid)
  select.append(
    el('optgroup', { label: '未注册' }, [
      known ? null : el('option', { value: session.openid, selected: true }, [`游客 ${session.openid}`]),
      el('option', { value: 'visitor-new' }, ['新游客（未注册）']),
    ]),
  )
  select.addEventListener('change', () => {
    const chosen =
      select.value === 'visitor-new' ? `visitor-${crypto.randomUUID().slice(0, 8)}` : select.value
    session.restart({ as: chosen })
  })
  return select
}

function toggle(label: string, on: boolean, change: (on: boolean) => void): HTMLElement {
  const box = el('input', { type: 'checkbox', checked: on })
  box.addEventListener('change', () => change(box.checked))
  return el('label', { class: 'pv-bar-toggle' }, [box, label])
}

function clockButtons(): HTMLElement {
  const move = (minutes: number): HTMLElement =>
    el('button', { click: () => void moveClock(minutes).catch(reportError) }, [`时钟 +${minutes} 分`])
  return el('div', { class: 'pv-bar-row' }, [move(5), move(15)])
}
