import type { ComponentSpace } from 'glass-easel'
import { button } from './button'
import { checkbox, checkboxGroup, radio, radioGroup, switchControl } from './choices'
import { matchMedia, pageContainer, pageMeta, rootPortal, text, viewLike } from './containers'
import { defineBuiltin, type Builtin } from './define'
import { form, label } from './form'
import { imageLike } from './image'
import { input } from './input'
import { map } from './map'
import { icon, progress, refused } from './marks'
import { audio, canvas, video } from './media'
import { movableArea, movableView } from './movable'
import { navigator } from './navigator'
import { picker } from './picker'
import { pickerView, pickerViewColumn } from './pickerview'
import { richText } from './richtext'
import { scrollView } from './scrollview'
import { slider } from './slider'
import { swiper, swiperItem } from './swiper'
import { textarea } from './textarea'

const builtins: readonly Builtin[] = [
  audio,
  button,
  canvas,
  checkbox,
  checkboxGroup,
  form,
  icon,
  imageLike('cover-image'),
  imageLike('image'),
  input,
  label,
  map,
  matchMedia,
  movableArea,
  movableView,
  navigator,
  pageContainer,
  pageMeta,
  picker,
  pickerView,
  pickerViewColumn,
  progress,
  radio,
  radioGroup,
  richText,
  rootPortal,
  scrollView,
  slider,
  swiper,
  swiperItem,
  switchControl,
  text,
  textarea,
  video,
  viewLike('cover-view'),
  viewLike('view'),
  ...refused,
]

/** Registers WeChat's built-in components in a space, for all templates; called once, before any page is made. */
export function registerBuiltins(space: ComponentSpace): void {
  for (const builtin of builtins) defineBuiltin(space, builtin)
}
