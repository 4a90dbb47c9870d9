/** All built-in components by their WXML tag. */
import * as ge from "glass-easel";
import { button } from "./button";
import { canvas } from "./canvas";
import { checkbox, checkboxGroup, radio, radioGroup, switchBuiltIn } from "./choices";
import { coverView, matchMediaBuiltIn, pageContainer, pageMeta, rootPortal, shareElement, view } from "./containers";
import { defineBuiltIn, type Definition } from "./define";
import { form, label } from "./form";
import { image } from "./image";
import { icon, progress, richText } from "./indicators";
import { map } from "./map";
import { movableArea, movableView } from "./movable";
import { navigator } from "./navigator";
import { picker } from "./picker";
import { pickerView, pickerViewColumn } from "./pickerView";
import { scrollView } from "./scrollView";
import { slider } from "./slider";
import { swiper, swiperItem } from "./swiper";
import { textBuiltIn } from "./text";
import { input, textarea } from "./textFields";

const BUILT_INS: Record<string, Definition> = {
  view,
  text: textBuiltIn,
  image,
  button,
  input,
  textarea,
  picker,
  "picker-view": pickerView,
  "picker-view-column": pickerViewColumn,
  switch: switchBuiltIn,
  checkbox,
  "checkbox-group": checkboxGroup,
  radio,
  "radio-group": radioGroup,
  slider,
  form,
  label,
  "scroll-view": scrollView,
  swiper,
  "swiper-item": swiperItem,
  navigator,
  progress,
  icon,
  "rich-text": richText,
  "root-portal": rootPortal,
  "page-container": pageContainer,
  "match-media": matchMediaBuiltIn,
  "page-meta": pageMeta,
  "cover-view": coverView,
  "cover-image": image,
  "share-element": shareElement,
  map,
  canvas,
  "movable-area": movableArea,
  "movable-view": movableView,
};

export function defineBuiltIns(): Record<string, ge.GeneralComponentDefinition> {
  const space = new ge.ComponentSpace();
  return Object.fromEntries(Object.entries(BUILT_INS).map(([name, definition]) => [name, defineBuiltIn(space, name, definition)]));
}
