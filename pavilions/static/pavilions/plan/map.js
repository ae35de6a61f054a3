// What a page with a plan runs: the viewer, what happens meanwhile, and lists that wait for booths. One file where it is
// served (`JS_BUNDLES`).

import "./viewer.js";
import "./live.js";
import "./live-list.js";
