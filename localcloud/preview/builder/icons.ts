import postcss, { type Root } from 'postcss'

/**
 * Drawings for the icon names that TDesign's font holds. The font lies on a CDN, which the preview must not need;
 * 24-unit grid, strokes of 2. A name with `-filled` without an entry of its own takes the plain drawing, filled.
 */
const drawings: Record<string, string> = {
  add: 'M12 5v14M5 12h14',
  'add-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 8v8M8 12h8',
  'arrow-down': 'M12 4v16M6 14l6 6l6-6',
  'arrow-left': 'M20 12H4M10 6l-6 6l6 6',
  'arrow-right': 'M4 12h16M14 6l6 6l-6 6',
  'arrow-up': 'M12 20V4M6 10l6-6l6 6',
  backtop: 'M5 4h14M12 20V9M6 14l6-6l6 6',
  browse: 'M2 12s4-7 10-7s10 7 10 7s-4 7-10 7s-10-7-10-7M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6',
  'browse-off': 'M2 12s4-7 10-7s10 7 10 7s-4 7-10 7s-10-7-10-7M4 3l16 18',
  calendar: 'M4 5h16v15H4zM4 10h16M8 3v4M16 3v4',
  call: 'M5 4h4l2 5l-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2',
  camera: 'M4 8h4l2-3h4l2 3h4v12H4zM12 10.500a3.500 3.500 0 1 0 0 7a3.500 3.500 0 0 0 0-7',
  'caret-down-small': 'M7 10h10l-5 6z',
  'caret-up-small': 'M7 15h10l-5-6z',
  chat: 'M3 5h18v12H9l-4 4v-4H3z',
  check: 'M4 12l5.500 5.500L20 7',
  'check-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M7.500 12l3 3l6-6',
  'check-rectangle': 'M4 4h16v16H4zM7.500 12l3 3l6-6',
  'chevron-down': 'M5 9l7 7l7-7',
  'chevron-left': 'M15 5l-7 7l7 7',
  'chevron-left-double': 'M12 5l-7 7l7 7M19 5l-7 7l7 7',
  'chevron-right': 'M9 5l7 7l-7 7',
  'chevron-right-double': 'M5 5l7 7l-7 7M12 5l7 7l-7 7',
  'chevron-up': 'M5 15l7-7l7 7',
  circle: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
  close: 'M5 5l14 14M19 5L5 19',
  'close-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6',
  delete: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  download: 'M12 4v11M7 11l5 5l5-5M5 20h14',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM13 7l4 4',
  ellipsis: 'M5 12h.01M12 12h.01M19 12h.01',
  'error-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v6M12 16.500v.5',
  'file-copy': 'M8 8h12v12H8zM16 8V4H4v12h4',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  flag: 'M5 21V4h13l-3 4l3 4H5',
  'help-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.500 9.500a2.500 2.500 0 1 1 2.500 3v1M12 16.500v.5',
  home: 'M4 11l8-7l8 7v9h-5v-6H9v6H4z',
  image: 'M4 5h16v14H4zM4 16l5-5l4 4l3-3l4 4M15 8.500h.01',
  'image-error': 'M4 5h16v14H4zM9 9l6 6M15 9l-6 6',
  'info-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v6M12 7v.5',
  jump: 'M10 5H5v14h14v-5M14 5h5v5M19 5l-8 8',
  loading: 'M12 3a9 9 0 1 0 9 9',
  location:
    'M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21M12 7.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 0 0 0-5',
  'lock-on': 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4',
  menu: 'M4 6h16M4 12h16M4 18h16',
  'minus-circle': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12h8',
  'minus-rectangle': 'M4 4h16v16H4zM8 12h8',
  more: 'M12 5h.01M12 12h.01M12 19h.01',
  notification: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  'play-circle-stroke': 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M10 8.500l6 3.500l-6 3.500z',
  rectangle: 'M4 4h16v16H4z',
  refresh: 'M20 12a8 8 0 1 1-2.500-5.800M20 3v5h-5',
  remove: 'M5 12h14',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13a6.500 6.500 0 0 0 0-13M15.500 15.500L21 21',
  setting: 'M12 2.500l8 4.700v9.600l-8 4.700l-8-4.700V7.200zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6',
  share: 'M4 13v7h16v-7M12 15V4M7 8l5-5l5 5',
  star: 'M12 3l2.800 5.800l6.200.9l-4.500 4.400l1.100 6.200L12 17.400l-5.600 2.900l1.100-6.200L3 9.700l6.200-.9z',
  swap: 'M4 9h16l-5-5M20 15H4l5 5',
  time: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l4 2',
  upload: 'M12 16V5M7 9l5-5l5 5M5 20h14',
  user: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 21a8 8 0 0 1 16 0',
  'view-list': 'M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1',
}

const solid = /^(caret-|star-filled$)/

/** Puts the drawings in the place of the icon font in TDesign's icon sheet. */
export function useLocalIcons(root: Root): void {
  root.walkAtRules('font-face', (rule) => {
    if (rule.toString().includes('tdesign.gtimg.com')) rule.remove()
  })
  root.walkRules(/^\.t-icon-[\w-]+:before$/, (rule) => {
    const name = rule.selector.slice('.t-icon-'.length, -':before'.length)
    const mask = maskOf(name)
    rule.removeAll()
    if (mask === null) {
      rule.remove()
      return
    }
    rule.append(
      postcss.parse(`content:"";display:block;width:1em;height:1em;background:currentColor;mask:${mask}`)
        .nodes,
    )
  })
}

function maskOf(name: string): string | null {
  const filled = name.endsWith('-filled')
  const path = drawings[name] ?? (filled ? drawings[name.slice(0, -'-filled'.length)] : undefined)
  if (path === undefined) return null
  const [outline = '', ...inner] = path.split(/(?=M)/)
  const line = `fill='none' stroke='#000' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'`
  // A filled sign keeps its inner strokes as a cut-out.
  const body = !filled
    ? `<path d='${path}' ${solid.test(name) ? `fill='#000'` : line}/>`
    : `<mask id='m'><rect width='24' height='24' fill='#fff'/><path d='${inner.join('')}' ${line}/></mask>` +
      `<path d='${outline}' fill='#000' stroke='#000' stroke-width='2' mask='url(#m)'/>`
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>${body}</svg>`
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / contain no-repeat`
}
