#!/usr/bin/env python3
"""Adds to the folders that make_hf_fixtures.py made (run there: python make_adapter_forms.py) adapters in further forms in which Hugging Face PEFT saves them:
modules named one by one (all-linear on a small model), a start that is not the usual one, tokens that are saved once for every module that shares the embedding."""
import os, torch, peft
exec(open("make_hf_fixtures.py").read().removesuffix("main()\n"))

SEED = 7
FORMS = [("llama", "lora-all-linear", lambda: peft.LoraConfig(task_type="CAUSAL_LM", r=2, lora_alpha=8, target_modules="all-linear", init_lora_weights=False)),
         ("gpt2", "lora-gaussian", lambda: peft.LoraConfig(task_type="CAUSAL_LM", r=2, lora_alpha=8, target_modules=["c_attn"], fan_in_fan_out=True, init_lora_weights="gaussian")),
         ("gemma3", "trainable-tokens-tied", lambda: peft.TrainableTokensConfig(task_type="CAUSAL_LM", token_indices=[5, 6, 7], target_modules=["embed_tokens"])),
         ("llama", "trainable-tokens-path", lambda: peft.TrainableTokensConfig(task_type="CAUSAL_LM", token_indices=[5, 6, 7])),
         ("t5", "trainable-tokens-shared", lambda: peft.TrainableTokensConfig(task_type="SEQ_2_SEQ_LM", token_indices=[5, 6, 7]))]


def main():
    for name, cls, config in models(False):
        def fresh():
            torch.manual_seed(0); config._attn_implementation = "eager"; m = cls(config); randomize(m, SEED); return m
        for model, form, settings in FORMS:
            if model != name: continue
            folder = f"{name}/adapters/{form}"; os.makedirs(folder, exist_ok=True)
            torch.manual_seed(1); pm = peft.get_peft_model(fresh(), settings()); perturb(pm, SEED + 1)
            trainable = sum(p.numel() for p in pm.parameters() if p.requires_grad)
            pm.save_pretrained(folder, safe_serialization=True); os.remove(f"{folder}/README.md")
            record(peft.PeftModel.from_pretrained(fresh(), folder), name, config.vocab_size, SEED + 2, folder, dict(trainableParameters=trainable))


main()
