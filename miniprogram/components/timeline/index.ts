import type { TimelineStep } from '../../lib/helpView'

/** What happened to a request, and what is still to come. */
Component({
  properties: { steps: { type: Array, value: [] as TimelineStep[] } },
})
