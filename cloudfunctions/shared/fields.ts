import * as z from 'zod'

/** Fields that the settings of several parts of the scheme are made of. */

/** A name as people read it. */
export const Name = z.string().min(1).max(40)

/** An id in the settings. */
export const Key = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** A span in days, a few years at most. */
export const Days = z.number().int().min(0).max(3660)
