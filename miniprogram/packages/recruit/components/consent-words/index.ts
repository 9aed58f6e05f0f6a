import { CONSENT_WORDS } from '../../../../lib/recruitLabels'

/** What people are told before they consent (S-21). */
Component({
  data: { parts: CONSENT_WORDS },
})
