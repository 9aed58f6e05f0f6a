/** The listener of `wx.onNeedPrivacyAuthorization` as WeChat calls it; the package's types lack its argument. */
declare namespace WechatMiniprogram {
  interface PrivacyAnswer {
    event: 'exposureAuthorization' | 'agree' | 'disagree'
    buttonId?: string
  }
  interface Wx {
    onNeedPrivacyAuthorization(
      listener: (resolve: (answer: PrivacyAnswer) => void, info: { referrer: string }) => void,
    ): void
  }
}
