import type * as glassEasel from 'glass-easel'

/** Compiled templates by project path. */
export type Templates = glassEasel.template.ProcGenGroupList

/** A place of the location picker; gcj02 degrees. */
export interface DemoPlace {
  name: string
  address: string
  latitude: number
  longitude: number
}

/** What the build hands to the runtime. */
export interface PreviewData {
  app: AppConfig
  theme: Record<string, Record<string, string>> | null
  pages: string[]
  configs: Record<string, Record<string, unknown>>
  scopes: Record<string, string>
  places: DemoPlace[]
}

/** The `window` part of app.json, which a page's own json overrides. */
export interface WindowConfig {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
  backgroundTextStyle?: string
  enablePullDownRefresh?: boolean
  onReachBottomDistance?: number
  disableScroll?: boolean
}

/** One entry of the tab bar. */
export interface TabItem {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

/** The `tabBar` part of app.json. */
export interface TabBarConfig {
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: string
  list: TabItem[]
}

/** app.json as far as the preview uses it. */
export interface AppConfig {
  entryPagePath?: string
  window?: WindowConfig
  tabBar?: TabBarConfig
  darkmode?: boolean
}

/** A page or component instance as its own code sees it. */
export interface PageCaller {
  _$: glassEasel.GeneralComponent
  route: string
  options: Record<string, string>
}
