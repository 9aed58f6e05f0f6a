import 'j-component'

declare module 'j-component' {
  /** What the published types leave out. */
  interface RootComponent<
    TData extends WechatMiniprogram.Component.DataOption,
    TProperty extends WechatMiniprogram.Component.PropertyOption,
    TMethod extends Partial<WechatMiniprogram.Component.MethodOption>,
  > {
    addEventListener(name: string, handler: (event: { detail: unknown }) => void): void
  }
}
