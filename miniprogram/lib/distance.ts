/** A distance as spoken: `80 米` in tens below a kilometre, then `1.2 公里`. */
export function metresText(metres: number): string {
  if (metres < 1000) return `${Math.max(10, Math.round(metres / 10) * 10)} 米`
  return `${(metres / 1000).toFixed(1).replace(/\.0$/, '')} 公里`
}
