/** Opens a page; when ten are open already it takes the place of the last one. */
export function openPage(url: string): void {
  wx.navigateTo({ url, fail: () => wx.redirectTo({ url, fail: () => undefined }) })
}

/** Opens a page in place of this one. */
export function replacePage(url: string): void {
  wx.redirectTo({ url, fail: () => undefined })
}

/** Goes to a tab. */
export function openTab(url: string): void {
  wx.switchTab({ url, fail: () => undefined })
}

/** Goes back to the page before. */
export function goBack(): void {
  wx.navigateBack({ fail: () => undefined })
}

/** Says shortly that something was done, or a few words. */
export function say(title: string, icon: 'success' | 'none' = 'success'): void {
  wx.showToast({ title, icon, fail: () => undefined })
}

/** Ends the pull-down's animation. */
export function endPull(): void {
  wx.stopPullDownRefresh({ fail: () => undefined })
}

/** Offers to dial a number; the person may well change their mind in WeChat's own dialog. */
export function dial(phoneNumber: string): void {
  wx.makePhoneCall({ phoneNumber, fail: () => undefined })
}

/** Goes to the top of the page, when its content has become another. */
export function toTop(): void {
  wx.pageScrollTo({ scrollTop: 0, duration: 0, fail: () => undefined })
}

/** Shows the end of the page. */
export function toEnd(): void {
  // Further than any page is long; where the page ends is where it stops.
  wx.pageScrollTo({ scrollTop: 100_000, duration: 0, fail: () => undefined })
}
