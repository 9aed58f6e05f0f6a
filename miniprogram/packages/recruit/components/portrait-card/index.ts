import { explain } from '../../../../api/client'
import { setPhoto } from '../../../../api/membership'
import { choosePhotos, uploadPhoto } from '../../../../api/photos'
import { say } from '../../../../api/ui'
import { Intentions } from '../../../../lib/keys'
import { perInstance } from '../../../../lib/perInstance'

const intentions = perInstance(() => new Intentions())

/** Adds one's portrait later, or replaces it; tells `change` once it is stored. */
Component({
  properties: {
    /** A portrait is there already. */
    has: { type: Boolean, value: false },
  },
  data: { busy: false, problem: '' },
  methods: {
    async take() {
      if (this.data.busy) return
      const [path] = await choosePhotos(1)
      if (path === undefined) return
      this.setData({ busy: true, problem: '' })
      try {
        const photo = await uploadPhoto(path)
        await setPhoto(photo, intentions(this).key(photo))
        say('照片存好了')
        this.triggerEvent('change')
      } catch (error) {
        this.setData({ problem: `照片没有存好。${explain(error).text}` })
      }
      this.setData({ busy: false })
    },
  },
})
