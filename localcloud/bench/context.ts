import type { Figure } from './figure'

/** What every section is given. */
export interface Bench {
  projectDir: string
  /** Folder of the bench's own bundles. */
  outDir: string
  /** Emptied at the end. */
  tempDir: string
  /** Small samples. */
  quick: boolean
}

/** Measures one part of the bench. */
export type Section = (bench: Bench) => Promise<Figure[]>
