/**
 * State of a page or component that no template shows. WeChat's instance type has no room for own fields, so they are
 * kept beside it, made at first use.
 */
export function perInstance<Host extends object, State>(make: (host: Host) => State): (host: Host) => State {
  const kept = new WeakMap<Host, { state: State }>()
  return (host) => {
    const known = kept.get(host)
    if (known) return known.state
    const state = make(host)
    kept.set(host, { state })
    return state
  }
}
