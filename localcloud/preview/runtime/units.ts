/** Width of the phone screen in pixels (750 rpx). */
export function screenWidth(): number {
  return document.getElementById('phone')?.clientWidth ?? window.innerWidth
}

/** Rewrites `rpx` lengths in a style text or a single length to CSS that the browser understands. */
export function rpxToCss(text: string): string {
  return text.replace(/(-?\d*\.?\d+)rpx\b/g, 'calc(var(--rpx) * $1)')
}

/** Pixels in the given number of rpx. */
export function rpxToPx(rpx: number): number {
  return (rpx * screenWidth()) / 750
}

/** The frame of the page that contains a node, else the visible page's frame. */
export function pageFrameOf(node: Element | null): HTMLElement | null {
  return (
    node?.closest<HTMLElement>('.pv-page-frame') ??
    document.querySelector<HTMLElement>('.pv-page-frame:not([hidden])')
  )
}

/** A viewport coordinate made relative to the page area, as WeChat reports it. */
export function toPage(node: Element | null, x: number, y: number): { x: number; y: number } {
  const rect = pageFrameOf(node)?.getBoundingClientRect()
  return rect ? { x: x - rect.left, y: y - rect.top } : { x, y }
}
