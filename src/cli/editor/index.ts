export { createEditStart, type EditContext } from "./apply-edit-request";
export { renderEditPage } from "./edit-page";
export { bundleScript, type EditedFile, type EditServer, startEditServer } from "./edit-server";
