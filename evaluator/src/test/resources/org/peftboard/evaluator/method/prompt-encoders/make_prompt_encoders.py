#!/usr/bin/env python3
"""Makes the reference values of prompt encoders: Hugging Face PEFT's own modules with seeded weights, and what they put out.

    python make_prompt_encoders.py          (torch 2.13.0, peft 0.21.0; float32, CPU, one thread)

Each file holds the module's parameters under their names, and `output`, which is what PEFT saves as `prompt_embeddings`. Width 32, 3 virtual tokens.
"""
import torch
from peft import PrefixTuningConfig, PromptEncoderConfig
from peft.tuners import PrefixEncoder, PromptEncoder
from safetensors.torch import save_file
torch.set_num_threads(1)
common = dict(task_type="CAUSAL_LM", num_virtual_tokens=3, num_layers=2, num_transformer_submodules=1)


def save(name, module):
    module.eval()
    with torch.no_grad(): output = module(torch.arange(3).unsqueeze(0))[0]
    save_file({**{k: v.contiguous() for k, v in module.state_dict().items()}, "output": output.contiguous()}, f"{name}.safetensors")


for kind in ("MLP", "LSTM"):
    torch.manual_seed(4)
    save(f"p-tuning-{kind.lower()}", PromptEncoder(PromptEncoderConfig(**common, token_dim=32, num_attention_heads=4, encoder_hidden_size=10,
                                                                       encoder_reparameterization_type=kind)))
torch.manual_seed(5)
save("prefix-tuning", PrefixEncoder(PrefixTuningConfig(**common, token_dim=16, num_attention_heads=2, prefix_projection=True, encoder_hidden_size=10)))
