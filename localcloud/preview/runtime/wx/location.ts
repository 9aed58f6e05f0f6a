import { previewData } from '../config'
import { el } from '../dom'
import { ApiError, apis, text, type Options } from './call'
import { grants, need } from './permission'
import { dialog, overlay } from './sheets'
import type { DemoPlace } from '../types'

const fallback: DemoPlace = { name: '石室乡', address: '', latitude: 28.93, longitude: 118.83 }
let position: DemoPlace | null = null

/** A list of demo places in place of a map; null when it is left. */
function pick(
  title: string,
  extra: { text: string; value: 'refuse' | null },
): Promise<DemoPlace | 'refuse' | null> {
  const places = previewData().places.length > 0 ? previewData().places : [fallback]
  return new Promise((resolve) => {
    const finish = (value: DemoPlace | 'refuse' | null): void => {
      close()
      resolve(value)
    }
    const items = places.map((place) =>
      el('button', { class: 'pv-sheet-item pv-sheet-place', click: () => finish(place) }, [
        el('span', {}, [place.name]),
        el('small', {}, [place.address || `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`]),
      ]),
    )
    const node = el(
      'div',
      { class: 'pv-sheet pv-sheet-tall', role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
      [
        el('div', { class: 'pv-sheet-title' }, [title]),
        el('div', { class: 'pv-sheet-list' }, items),
        el('button', { class: 'pv-sheet-item pv-sheet-cancel', click: () => finish(extra.value) }, [
          extra.text,
        ]),
      ],
    )
    const close = overlay(node, () => finish(extra.value))
  })
}

async function getLocation(options: Options): Promise<Record<string, unknown>> {
  if (grants.get('scope.userLocation') === false) throw new ApiError('auth deny')
  if (!position) {
    await need('scope.userLocation')
    const picked = await pick('现在在哪里？（预览用，代替定位）', { text: '拒绝定位权限', value: 'refuse' })
    if (picked === 'refuse' || picked === null) {
      grants.set('scope.userLocation', false)
      throw new ApiError('auth deny')
    }
    position = picked
    grants.set('scope.userLocation', true)
  }
  const { latitude, longitude } = position
  const measures = { speed: -1, accuracy: 30, altitude: 0, verticalAccuracy: 0, horizontalAccuracy: 30 }
  return { latitude, longitude, type: text(options, 'type') || 'wgs84', ...measures }
}

async function chooseLocation(): Promise<Record<string, unknown>> {
  const picked = await pick('选择位置', { text: '取消', value: null })
  if (picked === null || picked === 'refuse') throw new ApiError('cancel')
  return { ...picked }
}

/** Position and places. */
export const location: Record<string, unknown> = apis({
  getLocation,
  getFuzzyLocation: getLocation,
  chooseLocation,
  async openLocation(options) {
    const place = `${text(options, 'name')} ${text(options, 'address')}`.trim()
    const point = `${String(options['latitude'])}, ${String(options['longitude'])}`
    await dialog('会打开地图', `${place}\n${point}`, [{ text: '知道了', value: true }])
  },
})

/** Forgets the chosen place, so that the next request asks again. */
export function forgetPosition(): void {
  position = null
}
