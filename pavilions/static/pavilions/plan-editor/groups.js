// Groups: shapes that are selected, and so moved, turned and copied, together. They last as long as the page is open, since
// they say nothing about the hall; what is to be used again is kept as a template.

let groups = []; // of keys

// Makes a group of what is selected, or takes one apart that is selected alone.
export function group(desk) {
  const { draft } = desk;
  if (draft.together !== together) listen(draft);
  const keys = [...draft.selected];
  if (keys.length < 2) return desk.say("select_first", { count: 2 });
  const isOne = groups.some((each) => isSame(each, keys));
  groups = groups.filter((each) => !each.some((key) => draft.selected.has(key)));
  if (!isOne) groups.push(keys);
  return desk.say(isOne ? "ungrouped" : "grouped", { count: keys.length });
}

const isSame = (one, other) => one.length === other.length && one.every((key) => other.includes(key));

function together(keys) {
  return [...new Set([...keys, ...groups.filter((each) => each.some((key) => keys.includes(key))).flat()])];
}

// Shapes that are gone leave their group, and new ones are known by another key once they are saved.
function listen(draft) {
  draft.together = together;
  draft.addEventListener("renamed", ({ detail: { from, to } }) => {
    groups = groups.map((each) => each.map((key) => (key === from ? to : key)));
  });
  draft.addEventListener("changed", () => {
    groups = groups.map((each) => each.filter((key) => draft.shown.has(key))).filter(({ length }) => length > 1);
  });
}
