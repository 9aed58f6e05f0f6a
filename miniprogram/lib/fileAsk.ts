import type { FileMove } from '../../cloudfunctions/membership/dto'

/** What a page asks the file flow to do. */
export interface FileAsk {
  move: 'none' | Exclude<FileMove, 'unmask' | 'decideExit'> | 'approveExit' | 'refuseExit'
  personId: string
  name: string
  /** Marks that are out. */
  out: string[]
}

/** Nothing is asked. */
export const NO_FILE_ASK: FileAsk = { move: 'none', personId: '', name: '', out: [] }
