import { screenWidth } from '../units'
import { session } from '../session'
import { currentPage } from '../router'
import { apis, listeners } from './call'
import { grants } from './permission'

const statusBarHeight = 36
const navHeight = 44
const sdkVersion = '3.8.0'
const theme = listeners()
const network = listeners()

session.onTheme(() => theme.emit({ theme: session.theme }))
session.onNetwork(() => network.emit(networkState()))

function networkState(): Record<string, unknown> {
  return { isConnected: !session.offline, networkType: session.offline ? 'none' : 'wifi' }
}

function windowInfo(): Record<string, unknown> {
  const phone = document.getElementById('phone')
  const width = screenWidth()
  const height = phone?.clientHeight ?? window.innerHeight
  const frame = currentPage()?.frame
  return {
    pixelRatio: window.devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: frame?.clientHeight ?? height - statusBarHeight - navHeight,
    statusBarHeight,
    screenTop: statusBarHeight + navHeight,
    safeArea: {
      left: 0,
      right: width,
      top: statusBarHeight,
      bottom: height,
      width,
      height: height - statusBarHeight,
    },
  }
}

function deviceInfo(): Record<string, unknown> {
  return {
    abi: 'x86_64',
    benchmarkLevel: 30,
    brand: 'preview',
    model: 'preview',
    system: 'Android 14',
    platform: 'android',
    memorySize: 4096,
  }
}

function appBaseInfo(): Record<string, unknown> {
  return {
    SDKVersion: sdkVersion,
    enableDebug: false,
    host: { appId: '', env: 'WeChat' },
    language: 'zh_CN',
    version: '8.0.50',
    theme: session.theme,
    fontSizeScaleFactor: session.fontScale,
    fontSizeSetting: 16 * session.fontScale,
  }
}

function systemSetting(): Record<string, unknown> {
  const deviceOrientation = 'portrait'
  return { bluetoothEnabled: false, locationEnabled: true, wifiEnabled: !session.offline, deviceOrientation }
}

function authorizeSetting(): Record<string, unknown> {
  const location = grants.get('scope.userLocation') === false ? 'denied' : 'authorized'
  return { albumAuthorized: 'authorized', cameraAuthorized: 'authorized', locationAuthorized: location }
}

function systemInfo(): Record<string, unknown> {
  return { ...windowInfo(), ...deviceInfo(), ...appBaseInfo(), ...systemSetting() }
}

/** Where the capsule stands; the bar's layout in frame.css has the same measures. */
function menuButton(): Record<string, unknown> {
  const right = screenWidth() - 10
  const top = statusBarHeight + 6
  return { width: 87, height: 32, top, bottom: top + 32, right, left: right - 87 }
}

/** Facts about phone, window and network. */
export const device: Record<string, unknown> = {
  getSystemInfoSync: systemInfo,
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemSetting: systemSetting,
  getAppAuthorizeSetting: authorizeSetting,
  getMenuButtonBoundingClientRect: menuButton,
  onMenuButtonBoundingClientRectWeightChange: () => undefined,
  offMenuButtonBoundingClientRectWeightChange: () => undefined,
  onThemeChange: theme.on,
  offThemeChange: theme.off,
  onNetworkStatusChange: network.on,
  offNetworkStatusChange: network.off,
  onWindowResize: (listener: () => void) => window.addEventListener('resize', listener),
  offWindowResize: (listener: () => void) => window.removeEventListener('resize', listener),
  ...apis({
    getSystemInfo: systemInfo,
    getSystemInfoAsync: systemInfo,
    getNetworkType: networkState,
  }),
}
