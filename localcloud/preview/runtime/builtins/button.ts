import { bridge } from '../bridge'
import { claimTap } from './activation'
import type { Builtin, BuiltinSelf } from './define'
import { resetForm, submitForm } from './form'
import { hoverProperties, installHover } from './hover'
import { formOfButton } from './tree'

async function runOpenType(self: BuiltinSelf, kind: string): Promise<void> {
  const component = self.component
  const detail = await bridge.openType(kind, {
    target: { id: component.id, dataset: component.dataset },
    phoneNumberNoQuotaToast: self.flag('phoneNumberNoQuotaToast'),
  })
  // A shared page has no event of the button.
  if (kind !== 'share') self.emit(kind.toLowerCase(), detail)
}

function press(self: BuiltinSelf): void {
  if (self.flag('disabled')) return
  const type = self.text('formType')
  const form = type === 'submit' || type === 'reset' ? formOfButton(self.component) : null
  if (form && type === 'submit') submitForm(form, self.component)
  if (form && type === 'reset') resetForm(form)
  // Two kinds may be joined: `getPhoneNumber|agreePrivacyAuthorization`.
  const kinds = self
    .text('openType')
    .split('|')
    .filter((kind) => kind !== '')
  void Promise.all(kinds.map((kind) => runOpenType(self, kind))).catch((error: unknown) => {
    self.emit('error', { errMsg: String(error) })
    reportError(error)
  })
}

/** `<button>`. */
export const button: Builtin = {
  tag: 'button',
  role: 'button',
  properties: {
    type: 'default',
    size: 'default',
    plain: false,
    disabled: false,
    loading: false,
    formType: '',
    openType: '',
    phoneNumberNoQuotaToast: true,
    ...hoverProperties('button-hover', 20, 70),
    ...Object.fromEntries(
      [
        'activityType',
        'appParameter',
        'customDataset',
        'entrancePath',
        'lang',
        'name',
        'needShowEntrance',
        'sendMessageImg',
        'sendMessagePath',
        'sendMessageTitle',
        'sessionFrom',
        'showMessageCard',
      ].map((name) => [name, null]),
    ),
  },
  setup(self) {
    const spinner = document.createElement('i')
    spinner.className = 'wx-button-loading'
    installHover(self, () => !self.flag('disabled'))
    // A disabled button swallows the tap before any listener of the page hears it.
    self.listen(
      'tap',
      ({ original, stop }) => {
        claimTap(original)
        if (self.flag('disabled')) stop()
      },
      true,
    )
    self.listen('tap', () => press(self))
    return {
      render() {
        const { host } = self
        host.setAttribute('type', self.text('type'))
        host.setAttribute('size', self.text('size'))
        host.toggleAttribute('plain', self.flag('plain'))
        host.toggleAttribute('disabled', self.flag('disabled'))
        host.toggleAttribute('loading', self.flag('loading'))
        if (self.flag('disabled')) {
          host.setAttribute('aria-disabled', 'true')
          host.removeAttribute('tabindex')
        } else if (self.value('ariaDisabled') === null) {
          host.removeAttribute('aria-disabled')
        }
        if (self.flag('loading')) host.prepend(spinner)
        else spinner.remove()
      },
      activate() {
        press(self)
      },
    }
  },
}
