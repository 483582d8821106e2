/* Names for screen readers that Django's autocompletes and tables of rows leave out: that of the field, that of the column. */
"use strict";
function nameAfter(select, naming) {
  naming.id ||= `${select.id}_naming`;
  const box = select.nextElementSibling;
  const shown = box.querySelector(".select2-selection__rendered");
  const search = box.querySelector(".select2-search__field");
  if (search) search.setAttribute("aria-labelledby", naming.id);
  else {
    shown.setAttribute("aria-labelledby", naming.id);
    box.querySelector("[role=combobox]").setAttribute("aria-labelledby", `${naming.id} ${shown.id}`);
  }
}

function nameFields() {
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const cell = field.closest(".tabular tbody td");
    const heading = cell?.closest("table").tHead.rows[0].cells[cell.cellIndex];
    const naming = field.labels?.[0] ?? heading;
    if (!naming) continue;
    if (field.matches("select.select2-hidden-accessible")) nameAfter(field, naming);
    else if (!field.labels?.length) field.setAttribute("aria-label", naming.textContent.trim());
  }
}

window.django?.jQuery?.(nameFields); // after the autocompletes, which are made the same way
document.addEventListener("formset:added", () => setTimeout(nameFields));
