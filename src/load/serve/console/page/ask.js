/** Requests of the control API, and saying what became of them where they were made. */

/** Resolves to `{ ok, says }` however it ends; `json` is the answer where there is one. */
export async function ask(path, body) {
  try {
    const response = await fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    })
    const json = await response.json()
    return { ok: response.ok, says: json.says ?? json.error ?? '', json }
  } catch {
    return { ok: false, says: 'The server does not answer.' }
  }
}

/** Does something by its words, and says at `places` what became of it. */
export async function act(text, ...places) {
  const { ok, says } = await ask('act', { act: text })
  for (const place of places) say(place, ok, ok ? `Done: ${says}.` : says)
  return ok
}

export function say(place, ok, text) {
  place.textContent = text
  place.className = `said ${ok ? 'is-good' : 'is-bad'}`
}

/** Problems begin with the field they are about, `talk: …; count: …`: each by its field, the others in one list. */
export function byField(problems, fields) {
  const found = new Map()
  const others = []
  let field
  for (const one of problems.split('; ')) {
    const named = fields.find((name) => one.startsWith(`${name}: `))
    // What names no field goes on with the one before.
    if (named !== undefined) found.set((field = named), one.slice(named.length + 2))
    else if (field !== undefined) found.set(field, `${found.get(field)}; ${one}`)
    else others.push(one)
  }
  return { found, others }
}
