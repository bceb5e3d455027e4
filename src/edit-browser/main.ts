import { Editor } from "./editor";
import { byId } from "./elements";
import { showOutcome } from "./outcome-view";
import { fetchStart } from "./server-calls";
import { showSettings } from "./settings-view";
import { showTools } from "./tools-view";
import { letDrag } from "./week-drag";
import { letKeys } from "./week-keys";
import { showWeek } from "./week-view";
import { showFields } from "./window-fields";
import { showList } from "./window-list";

async function begin(): Promise<void> {
  const answered = await fetchStart();
  if (answered.kind !== "answer") {
    const notice = byId("notice");
    notice.hidden = false;
    notice.textContent = answered.reason;
    return;
  }
  const editor = new Editor(answered.answer);
  showWeek(editor);
  showList(editor);
  showFields(editor);
  showSettings(editor);
  showOutcome(editor);
  showTools(editor);
  letDrag(editor);
  letKeys(editor);
  await editor.check();
}

void begin();
