// What a page with a plan runs: the viewer, what happens meanwhile, and lists that wait for booths.

import "./viewer.js";
import "./live.js";
import "./live-list.js";
