export { findBrowser, launchBrowser, type BrowserChoice } from '../../localcloud/bench/browser'
