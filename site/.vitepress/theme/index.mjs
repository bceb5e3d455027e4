// Without the fonts of the default theme: the site is smaller, and text appears at once.
export { default } from "vitepress/theme-without-fonts";
