/** What the console consists of before its script fills it. */

export interface ConsoleParts {
  /** Escaped already. */
  readonly title: string
  readonly style: string
  readonly script: string
}

export const consoleMarkup = ({ title, style, script }: ConsoleParts): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ccsim: ${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#agents">To the agents</a>
<header class="top">
<div class="top-in">
<h1><b>ccsim</b> <span id="title">${title}</span></h1>
<div class="clock"><time id="clock">–</time> <span id="alive" class="pill" role="status">connecting</span></div>
<div class="pace" role="group" aria-label="Pace">
<button type="button" id="pause">Pause</button>
<label>Speed <select id="speed"></select></label>
</div>
</div>
<p id="gone" class="gone" role="alert" hidden></p>
</header>
<main class="desk">
<div class="wide">
<section id="center" aria-labelledby="center-title">
<div class="bar"><h2 id="center-title">Center</h2><p class="note">Choose a part to see it closer and to act on it.</p></div>
<div class="map card" id="map"></div>
<div id="faults"></div>
<details class="links"><summary>Links <span id="links-count"></span></summary><ul id="links"></ul></details>
</section>
<div class="pair">
<section aria-labelledby="queues-title">
<div class="bar"><h2 id="queues-title">Queues</h2><p class="note" id="queues-count"></p></div>
<div class="card">
<div class="scroll"><table id="queues" aria-labelledby="queues-title"></table></div>
<form id="place" class="place" novalidate>
<div class="field"><label for="call-queue">Queue</label><select id="call-queue" name="queue"></select></div>
<div class="field narrow"><label for="call-count">Calls</label><input id="call-count" name="count" inputmode="numeric" value="1" autocomplete="off"></div>
<div class="field narrow"><label for="call-talk">Talk</label><input id="call-talk" name="talk" value="2min" autocomplete="off"></div>
<div class="field narrow"><label for="call-patience">Patience</label><input id="call-patience" name="patience" placeholder="for ever" autocomplete="off"></div>
<button type="submit" class="main">Place a call</button>
<p class="said" id="place-said" role="status"></p>
</form>
</div>
</section>
<section aria-labelledby="calls-title">
<div class="bar"><h2 id="calls-title">Calls</h2><p class="note" id="calls-count"></p></div>
<div class="card"><div class="scroll window calls" id="calls" tabindex="0" role="region" aria-labelledby="calls-title"></div></div>
</section>
</div>
<section id="agents" aria-labelledby="agents-title">
<div class="bar"><h2 id="agents-title">Agents</h2><p class="note" id="agents-count" role="status"></p></div>
<div class="tools">
<div class="search"><label class="hidden" for="agents-find">Find agents by any word of their row</label>
<input id="agents-find" type="search" placeholder="Find: id, name, team, state, node 2" autocomplete="off"></div>
<div class="chips" id="agents-states" role="group" aria-label="Show only those who are"></div>
</div>
<div class="card"><div class="scroll window agents" id="agents-rows" tabindex="0" role="region" aria-labelledby="agents-title"></div></div>
</section>
<section aria-labelledby="log-title">
<div class="bar"><h2 id="log-title">Log</h2><div class="chips" id="log-kinds" role="group" aria-label="Show only"></div></div>
<div class="card"><ol class="log" id="log" tabindex="0" aria-labelledby="log-title"></ol></div>
</section>
</div>
<aside class="side" aria-label="Act">
<section class="card words">
<form id="act" novalidate>
<label for="act-words">Do anything, in the words of a timeline</label>
<div class="line"><input id="act-words" name="act" list="act-list" placeholder="hang ctisvr A for 90s" autocomplete="off" spellcheck="false" aria-describedby="act-said"><button type="submit" class="main">Do it</button></div>
<datalist id="act-list"></datalist>
<p class="said" id="act-said" role="status"></p>
</form>
</section>
<section class="card chosen" id="chosen" aria-labelledby="chosen-title" tabindex="-1"></section>
</aside>
</main>
<script type="module">${script}</script>
</body>
</html>
`
