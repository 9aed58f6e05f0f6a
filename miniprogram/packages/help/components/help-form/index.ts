import type { Place } from '../../../../../cloudfunctions/shared/values'
import type { HelpDetails } from '../../../../api/help'
import { choosePhotos, uploadPhoto } from '../../../../api/photos'
import { currentPoint, pickPlace } from '../../../../api/position'
import { FOR_WHOM } from '../../../../lib/labels'
import { isPhone } from '../../../../lib/mask'

const MAX_PHOTOS = 9

/**
 * What may be said about a request: place, for whom, photos, phone, a note. All of it is optional (S-45). Event:
 * `change` with `{details}`, holding only what was given and makes sense.
 */
Component({
  properties: {
    /** The saved home address in words, or empty. */
    homeText: String,
    /** For whom it was asked already, or empty. */
    whom: String,
    /** The saved phone, masked, or empty. */
    savedPhone: String,
  },
  data: {
    people: FOR_WHOM,
    place: null as Place | null,
    locating: false,
    missed: false,
    forWhom: '',
    previews: [] as string[],
    photos: [] as string[],
    uploading: false,
    failedPhotos: 0,
    phone: '',
    oddPhone: false,
    note: '',
  },
  lifetimes: {
    attached() {
      this.setData({ forWhom: this.data.whom })
    },
  },
  methods: {
    async locate() {
      if (this.data.locating) return
      this.setData({ locating: true, missed: false })
      const point = await currentPoint()
      this.setData({ locating: false, missed: point === null, place: point && { text: '', point } })
      this.tell()
    },
    async choosePlace() {
      const place = await pickPlace()
      if (!place) return
      this.setData({ place, missed: false })
      this.tell()
    },
    clearPlace() {
      this.setData({ place: null })
      this.tell()
    },
    pickWhom(event: WechatMiniprogram.TouchEvent<object, object, { who: string }>) {
      this.setData({ forWhom: event.currentTarget.dataset.who })
      this.tell()
    },
    async addPhotos() {
      const chosen = await choosePhotos(MAX_PHOTOS - this.data.photos.length)
      if (chosen.length === 0) return
      this.setData({ uploading: true, failedPhotos: 0 })
      this.triggerEvent('uploading', { on: true })
      for (const path of chosen) {
        try {
          const id = await uploadPhoto(path)
          this.setData({ photos: [...this.data.photos, id], previews: [...this.data.previews, path] })
        } catch {
          this.setData({ failedPhotos: this.data.failedPhotos + 1 })
        }
      }
      this.setData({ uploading: false })
      this.tell()
      this.triggerEvent('uploading', { on: false })
    },
    typePhone(event: WechatMiniprogram.Input) {
      const phone = event.detail.value
      this.setData({ phone, oddPhone: phone.length >= 11 && !isPhone(phone) })
      this.tell()
    },
    typeNote(event: WechatMiniprogram.Input) {
      this.setData({ note: event.detail.value })
      this.tell()
    },
    tell() {
      const { place, forWhom, photos, phone, note } = this.data
      const details: HelpDetails = {
        ...(place === null ? {} : { place }),
        ...(forWhom === '' ? {} : { forWhom }),
        ...(photos.length === 0 ? {} : { photos }),
        ...(isPhone(phone) ? { phone } : {}),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }
      this.triggerEvent('change', { details })
    },
  },
})
