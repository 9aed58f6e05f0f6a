/** What a person chose about the look. */
export interface AppearanceChoice {
  theme: 'system' | 'light' | 'dark'
  /** 关怀模式: larger text, one column, no motion. */
  large: boolean
}

/** The choice of someone who has not chosen. */
export const DEFAULT_APPEARANCE: AppearanceChoice = { theme: 'system', large: false }

const LARGE = 1.3
const LARGEST = 1.7

/** Reads a choice from storage; what is not one is the default. */
export function appearanceFrom(stored: unknown): AppearanceChoice {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_APPEARANCE
  const { theme, large } = stored as Partial<Record<keyof AppearanceChoice, unknown>>
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    large: large === true,
  }
}

/**
 * Class and inline style of a page's root: theme override and font scale (LOOK, Type). WeChat's own factor counts when
 * it is greater than the mode's; from 1.3 on, layouts stand in one column.
 */
export function appearanceOf(
  { theme, large }: AppearanceChoice,
  fontSizeScaleFactor: number,
): { className: string; style: string } {
  const wanted = Math.max(large ? LARGE : 1, fontSizeScaleFactor)
  const scale = Math.min(LARGEST, Math.round(wanted * 100) / 100)
  const classes = [
    'root',
    ...(theme === 'system' ? [] : [`theme-${theme}`]),
    ...(scale >= LARGE ? ['large'] : []),
  ]
  return { className: classes.join(' '), style: `--fs:${scale}` }
}
