#!/usr/bin/env python3
"""Loads every adapter folder that PeftExportTest wrote with real Hugging Face PEFT, and every merged folder with transformers; compares logits.

    mvn -pl evaluator test -Dtest=PeftExportTest -Dpeftboard.export=OUT      (fails while the golden is stale, the folders are written all the same)
    python check_peft_exports.py OUT peft-exports.json

Writes for each pair the adapter's layout and what was measured: worst logit error, missing and unexpected keys. A folder without adapter_config.json is of a
method or a model that PEFT has no form for; its layout is noted and nothing is measured.
"""
import glob, json, os, sys, warnings
import torch, transformers, peft
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import (GPT2LMHeadModel, LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM, Gemma3ForCausalLM,
                          T5ForConditionalGeneration)
torch.set_num_threads(1); transformers.logging.set_verbosity_error()
if not hasattr(T5ForConditionalGeneration, "_prepare_encoder_decoder_kwargs_for_generation"):
    T5ForConditionalGeneration._prepare_encoder_decoder_kwargs_for_generation = lambda self, *a, **k: None
CLASSES = dict(gpt2=GPT2LMHeadModel, llama=LlamaForCausalLM, mistral=MistralForCausalLM, qwen2=Qwen2ForCausalLM, qwen3=Qwen3ForCausalLM,
               gemma3=Gemma3ForCausalLM, t5=T5ForConditionalGeneration)
CLASSES["t5-v1.1"] = T5ForConditionalGeneration
IDS = torch.tensor([[4, 5, 9, 13, 17, 21], [7, 6, 11, 16, 21, 26]])


def logits(model, toy):
    model.eval()
    with torch.no_grad():
        if toy.startswith("t5"):
            return model(input_ids=IDS, decoder_input_ids=IDS, attention_mask=torch.ones_like(IDS)).logits[:, -6:]
        return model(input_ids=IDS, attention_mask=torch.ones_like(IDS)).logits[:, -6:]


def worst(model, toy, folder):
    return (logits(model, toy) - load_file(f"{folder}/expected.safetensors")["logits"]).abs().max().item()


def base(toy, folder):
    model = CLASSES[toy].from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
    if toy == "t5-v1.1": model.config.scale_decoder_outputs = False  # lost by transformers 5 when it reads tie_word_embeddings back
    return model


def layout(folder):
    with safe_open(f"{folder}/adapter_model.safetensors", "pt") as f: tensors = {k: list(f.get_slice(k).get_shape()) for k in f.keys()}
    out = dict(tensors=tensors)
    if os.path.exists(f"{folder}/adapter_config.json"): out["config"] = json.load(open(f"{folder}/adapter_config.json"))
    return out


def main(root, target):
    found, worst_all = {}, 0
    for toy in CLASSES:
        print(toy, "base", f"{worst(base(toy, f'{root}/{toy}/base'), toy, f'{root}/{toy}/base'):.1e}", flush=True); found[toy] = {}
        for folder in sorted(glob.glob(f"{root}/{toy}/*")):
            name = os.path.basename(folder)
            if name == "base": continue
            entry = dict(layout=layout(folder))
            if "config" in entry["layout"]:
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always")
                    try:
                        model = peft.PeftModel.from_pretrained(base(toy, f"{root}/{toy}/base"), folder)
                        entry["logitError"] = float(f"{worst(model, toy, folder):.1e}")
                    except Exception as e: entry["refused"] = f"{type(e).__name__}: {str(e)[:160]}"
                entry["warnings"] = sorted({str(w.message)[:160] for w in caught if "adapter keys" in str(w.message)})
            if os.path.isdir(f"{folder}/merged"):
                try: entry["mergedLogitError"] = float(f"{worst(base(toy, f'{folder}/merged'), toy, folder):.1e}")
                except Exception as e: entry["mergedRefused"] = f"{type(e).__name__}: {str(e)[:160]}"
            print(toy, name, {k: v for k, v in entry.items() if k != "layout"}, flush=True); found[toy][name] = entry
    found["versions"] = dict(torch=torch.__version__, transformers=transformers.__version__, peft=peft.__version__)
    json.dump(found, open(target, "w"), indent=1, sort_keys=True)


main(*sys.argv[1:])
