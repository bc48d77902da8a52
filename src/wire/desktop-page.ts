/** The page where a real node has its desktop: whoever opens it has accepted the certificate of the node by then. */
export const DESKTOP_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Finesse, simulated</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark }
body { max-width: 38rem; margin: 12vh auto; padding: 0 1.5rem; font: 1rem/1.6 system-ui, sans-serif }
code { font-size: .9em; padding: .1em .3em; border-radius: .3em; background: color-mix(in srgb, currentColor 8%, transparent) }
</style>
<h1>A simulated Finesse node</h1>
<p>It is up, and this browser trusts its certificate: desktops and gadgets in it can connect now.
<p>There is no agent desktop here. Your own finds <a href="/finesse/api/SystemInfo">SystemInfo</a> and the rest of REST under
<code>/finesse/api</code>, and events by WebSocket at <code>/ws</code> or by BOSH at <code>/http-bind</code>, on the ports that
<code>ccsim serve</code> has printed. Its console shows the whole contact center, and lets it fail.
</html>
`
